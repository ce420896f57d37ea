namespace Platform.Operations;

/// <summary>Sees every call that reaches a grain of this silo: which grains are hot.</summary>
sealed class CallWitness(HotGrains hot) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        hot.Called(context.TargetId);
        return context.Invoke();
    }
}
