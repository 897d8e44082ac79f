namespace RetinaPS.Files;

/// <summary>A component of a JPEG's frame.</summary>
/// <param name="Id">Its number, by which scans name it.</param>
/// <param name="Horizontal">Its horizontal sampling factor.</param>
/// <param name="Vertical">Its vertical sampling factor.</param>
/// <param name="QuantizationTable">The table that its coefficients are divided by.</param>
internal readonly record struct JpegComponent(byte Id, int Horizontal, int Vertical, int QuantizationTable);
