using Microsoft.Extensions.Options;

namespace MovieRec;

/// <summary>
/// Checks the options, and reads the model when it shall be there at start: a host that starts can answer. Written by
/// hand: data annotations would need reflection.
/// </summary>
internal sealed class MovieRecOptionsValidator<TUserId, TItemId>(ModelSource<TUserId, TItemId> source)
    : IValidateOptions<MovieRecOptions<TUserId, TItemId>>
    where TUserId : notnull
    where TItemId : notnull
{
    private static string Name => $"MovieRecOptions<{typeof(TUserId).Name}, {typeof(TItemId).Name}>";

    public ValidateOptionsResult Validate(string? name, MovieRecOptions<TUserId, TItemId> options)
    {
        if (!string.IsNullOrEmpty(name))
        {
            return ValidateOptionsResult.Skip;
        }

        if (string.IsNullOrWhiteSpace(options.ModelPath))
        {
            return ValidateOptionsResult.Fail($"{Name}.ModelPath is empty; expected the path of a model file (.mrec).");
        }

        if (!Enum.IsDefined(options.Loading))
        {
            return ValidateOptionsResult.Fail($"{Name}.Loading is {(int)options.Loading}; expected AtStart or OnFirstUse.");
        }

        if (options.Formats is null)
        {
            return ValidateOptionsResult.Fail($"{Name}.Formats is null; expected a list of formats such as ModelFormats.Default.");
        }

        return options.Loading == ModelLoading.AtStart ? TryLoad(options) : ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult TryLoad(MovieRecOptions<TUserId, TItemId> options)
    {
        try
        {
            source.Load(options);
            return ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is ModelFormatException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValidateOptionsResult.Fail($"{Name}.ModelPath: {e.Message}");
        }
    }
}
