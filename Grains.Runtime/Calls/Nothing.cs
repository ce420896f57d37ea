namespace Orleans.Runtime;

// The answer of a method that answers with nothing but its end.
readonly struct Nothing
{
    public static ValueTask<Nothing> After(Task task) => task.IsCompletedSuccessfully ? default : new(Wait(task));
    public static ValueTask<Nothing> After(ValueTask task) => task.IsCompletedSuccessfully ? default : new(Wait(task.AsTask()));

    static async Task<Nothing> Wait(Task task)
    {
        await task;
        return default;
    }
}
