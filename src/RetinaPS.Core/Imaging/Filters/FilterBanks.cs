using RetinaPS.Engines.OpenCv;

namespace RetinaPS.Imaging.Filters;

/// <summary>Makes banks of matched filters.</summary>
public static class FilterBanks
{
    /// <content>Of a bank.</content>
    extension(FilterBank)
    {
        /// <summary>Makes a bank of matched filters in several orientations, of one scale or several.</summary>
        /// <param name="options">What it answers to; null for the defaults.</param>
        /// <returns>The bank, without normalization; see <see cref="FilterBank.Normalize"/> and <see cref="FilterBank.Negate"/>.</returns>
        /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
        /// <exception cref="RetinaException">InvalidArgument: options do not go together; or NativeLibraryNotFound.</exception>
        public static FilterBank Create(FilterBankOptions? options = null)
        {
            options ??= new FilterBankOptions();
            options.Check();
            return FilterBank.Of([.. options.Sigma.Select((sigma, scale) => MatchedFilterKernels.Build(
                options.Kind, sigma, options.Length[options.Length.Count == 1 ? 0 : scale], options.Extent, options.Orientations, options.Rotation))]);
        }
    }
}
