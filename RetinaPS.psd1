@{
    RootModule           = 'RetinaPS.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b1c1d8e-7f54-4f0e-9b58-2c4bb3e0a6d7'
    Author               = 'The RetinaPS contributors'
    Copyright            = '(c) 2026 The RetinaPS contributors. MIT License.'
    Description          = 'Pre-processes retinal (fundus) photographs in bulk: eye mask, colours of a reference, CLAHE, matched filters.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    HelpInfoUri          = 'https://github.com/RetinaPS/RetinaPS/tree/main/docs/help'
    FormatsToProcess     = @('RetinaPS.Format.ps1xml', 'RetinaPS.List.Format.ps1xml')
    CmdletsToExport      = @(
        'ConvertTo-PyramidDown'
        'Export-FilterBankPlot'
        'Export-HistogramPlot'
        'Export-RetinaContactSheet'
        'Export-RetinaImage'
        'Get-ColorHistogram'
        'Get-EyeMask'
        'Get-PreprocessManifest'
        'Get-RetinaDevice'
        'Get-VesselMap'
        'Import-RetinaImage'
        'Invoke-GpuClahe'
        'Invoke-HistogramSpecification'
        'Invoke-MatchedFilterBank'
        'Invoke-RetinaPreprocess'
        'Measure-VesselMap'
        'New-ColorReference'
        'New-MatchedFilterBank'
        'New-RetinaReport'
        'New-SyntheticFundus'
        'New-VesselOverlay'
        'Resize-RetinaImage'
        'Set-EyeMask'
        'Show-RetinaImage'
    )
    AliasesToExport      = @('Invoke-Clahe')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'PSEdition_Core', 'Linux', 'Windows'
                'retina', 'fundus', 'image-processing', 'clahe', 'histogram', 'ophthalmology', 'cuda', 'gpu'
            )
            ProjectUri   = 'https://github.com/RetinaPS/RetinaPS'
            LicenseUri   = 'https://github.com/RetinaPS/RetinaPS/blob/main/LICENSE'
            IconUri      = 'https://raw.githubusercontent.com/RetinaPS/RetinaPS/main/docs/icon.png'
            # The package has the version's section of CHANGELOG.md here.
            ReleaseNotes = 'https://github.com/RetinaPS/RetinaPS/blob/main/CHANGELOG.md'
        }
    }
}
