namespace Orleans.Runtime;

// The grain's key is the address of the silo where it lives.
[AttributeUsage(AttributeTargets.Class)]
sealed class OnNamedSiloAttribute : Attribute;
