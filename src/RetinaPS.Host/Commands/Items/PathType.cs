namespace RetinaPS.Host.Commands.Items;

/// <summary>What kind of item Test-Path looks for.</summary>
public enum PathType
{
    Any,
    Container,
    Leaf,
}
