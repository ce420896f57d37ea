using Platform.Grains.Interfaces.Identities;

namespace Platform.Web.Contacts;

/// <summary>Keeps the contacts of one person in their order while others overtake: whoever shares a mail, a phone or a file waits for
/// the one before. For one caller at a time.</summary>
sealed class PerPersonSequencer
{
    const int Many = 2048;
    readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Does a thing after everything that was begun for the same person.</summary>
    public Task<T> After<T>(AskedContact asked, Func<Task<T>> act)
    {
        if (_last.Count > Many)
            Forget();
        var marks = Marks(asked);
        List<Task>? before = null;
        foreach (var mark in marks)
            if (_last.TryGetValue(mark, out var last) && !last.IsCompleted)
                (before ??= new(marks.Count)).Add(last);
        var task = before is null ? act() : AfterAll(before, act);
        foreach (var mark in marks)
            _last[mark] = task;
        return task;
    }

    static async Task<T> AfterAll<T>(List<Task> before, Func<Task<T>> act)
    {
        await Task.WhenAll(before);
        return await act();
    }

    void Forget()
    {
        foreach (var (mark, task) in _last)
            if (task.IsCompleted)
                _last.Remove(mark);
    }

    static List<string> Marks(AskedContact asked)
    {
        var marks = new List<string>(3);
        if (asked.Citizen is { } citizen)
            marks.Add(citizen.ToString());
        if (ContactPointParser.Mail(asked.Person.Email) is { } mail)
            marks.Add(mail);
        if (ContactPointParser.Phone(asked.Person.Phone) is { } phone)
            marks.Add(phone);
        return marks;
    }
}
