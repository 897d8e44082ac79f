namespace RetinaPS.Imaging;

/// <summary>How one photograph's vessel map agrees with a manual one: inside the field of view, and over the whole frame.</summary>
public sealed record VesselMeasurement
{
    /// <summary>The photograph's name.</summary>
    public required string Name { get; init; }

    /// <summary>The photograph's file, or null for an image made in memory.</summary>
    public string? Path { get; init; }

    /// <summary>The manual map: a file, or an image's name.</summary>
    public required string Truth { get; init; }

    /// <summary>The agreement over the pixels of the field of view. The properties below are its figures.</summary>
    public required VesselAgreement FieldOfView { get; init; }

    /// <summary>The agreement over all pixels of the frame. The background outside the eye is easy, so its accuracy and AUC are higher.</summary>
    public required VesselAgreement Frame { get; init; }

    /// <inheritdoc cref="VesselAgreement.Auc"/>
    public double Auc => FieldOfView.Auc;

    /// <inheritdoc cref="VesselAgreement.Accuracy"/>
    public double Accuracy => FieldOfView.Accuracy;

    /// <inheritdoc cref="VesselAgreement.Sensitivity"/>
    public double Sensitivity => FieldOfView.Sensitivity;

    /// <inheritdoc cref="VesselAgreement.Specificity"/>
    public double Specificity => FieldOfView.Specificity;

    /// <inheritdoc cref="VesselAgreement.Precision"/>
    public double Precision => FieldOfView.Precision;

    /// <inheritdoc cref="VesselAgreement.F1"/>
    public double F1 => FieldOfView.F1;

    /// <inheritdoc cref="VesselAgreement.Dice"/>
    public double Dice => FieldOfView.Dice;

    /// <inheritdoc cref="VesselAgreement.MatthewsCorrelation"/>
    public double MatthewsCorrelation => FieldOfView.MatthewsCorrelation;

    /// <summary>The AUC over all pixels of the frame.</summary>
    public double FrameAuc => Frame.Auc;

    /// <summary>The accuracy over all pixels of the frame.</summary>
    public double FrameAccuracy => Frame.Accuracy;

    /// <summary>The measurement as name, AUC and accuracy.</summary>
    public override string ToString() => $"{Name} {FieldOfView}";
}
