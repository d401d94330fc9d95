namespace MovieRec;

/// <summary>When a registered model file is read.</summary>
public enum ModelLoading
{
    /// <summary>While options are validated: a host does not start with a missing or damaged file.</summary>
    AtStart,

    /// <summary>When the model is first asked for. At start only the path is checked.</summary>
    OnFirstUse,
}
