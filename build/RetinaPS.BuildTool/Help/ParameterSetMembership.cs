namespace RetinaPS.BuildTool.Help;

/// <summary>How a parameter takes part in a parameter set.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="IsMandatory">Whether the set requires the parameter.</param>
/// <param name="Position">Its place among the arguments without a name, or null where it must be named.</param>
/// <param name="FromPipeline">Whether it takes whole objects from the pipeline.</param>
/// <param name="FromPipelineByPropertyName">Whether it takes a property of the same name of objects from the pipeline.</param>
/// <param name="TakesRemaining">Whether it takes all arguments left over.</param>
internal sealed record ParameterSetMembership(
    string Set,
    bool IsMandatory,
    int? Position,
    bool FromPipeline,
    bool FromPipelineByPropertyName,
    bool TakesRemaining)
{
    /// <summary>The name that stands for every set.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>Whether the parameter belongs to every set.</summary>
    public bool IsInAllSets => Set == AllSets;
}
