namespace Platform.Web.Serialization;

/// <summary>Yes or no in the query of an address: <c>late=true</c>.</summary>
enum QueryBoolean
{
    /// <summary>No.</summary>
    False,

    /// <summary>Yes.</summary>
    True,
}
