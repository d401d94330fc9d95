namespace MovieRec;

/// <summary>What the loss needs to know of one sweep, summed in a fixed order.</summary>
/// <param name="Fit">Σ_r ⟨b_r, x_r⟩ over the rows solved.</param>
/// <param name="Ridge">Σ_r ridge_r · ‖x_r‖².</param>
internal readonly record struct AlsSweepSums(double Fit, double Ridge);
