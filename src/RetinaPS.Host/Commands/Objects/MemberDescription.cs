using System.Management.Automation;

namespace RetinaPS.Host.Commands.Objects;

/// <summary>One member as Get-Member shows it.</summary>
public sealed record MemberDescription(string TypeName, string Name, PSMemberTypes MemberType, string Definition);
