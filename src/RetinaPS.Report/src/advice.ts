import type { Row } from './report';

/** What a person can do about a photograph that failed or is doubtful; the ids are those of the module's errors. */
const remedies: Record<string, string> = {
  FileNotFound: 'The file was gone when its turn came. Check whether it was moved or renamed, then run again.',
  DecodeFailed: 'The file is damaged, cut short or no photograph. Copy it again from where it came from; if it opens nowhere, leave it out.',
  UnsupportedFormat: 'Save the photograph as an 8-bit RGB or grey JPEG, PNG, TIFF or BMP file, then run again.',
  ImageTooLarge: 'If the file is to be trusted, run again with a larger -MaximumMegapixels.',
  EyeNotFound: 'Look at the photograph. If it shows an eye that fills the frame, run it again with -MaskMethod FullFrame; if it shows none, leave it out.',
  EmptyMask: 'The mask holds no pixel. Look at the photograph, and run it again with -MaskMethod FullFrame if it is sound.',
  ConstantChannel: 'One colour channel is flat, so no colours can be matched. The photograph may be grey, blank or over-exposed: leave it out or replace it.',
  DestinationExists: 'A result was there before this run. Use -Force to replace it, or another -Destination.',
  DestinationCollision: 'Two photographs map to one result. Mirror the folders with -BasePath, or use another -Destination.',
  WriteFailed: 'Check that the destination’s disk has room and that you may write there, then run again.',
  DeviceOutOfMemory: 'Run again with a smaller -ThrottleLimit, or with -Device Cpu.',
  DeviceFailed: 'The GPU gave up. Run again; if it happens at the same photograph, use -Device Cpu and report it.',
};

export function adviceFor(row: Row): string | null {
  if (row.status === 'Failed')
    return remedies[(row.errorId ?? '').replace(/^RetinaPS\./, '')] ?? 'Run this photograph alone to see the whole error.';
  return row.status === 'Doubtful'
    ? 'Look at the outline. If it follows the rim of the eye, keep the result; if not, run this photograph again with -MaskMethod FullFrame, or leave it out.'
    : null;
}
