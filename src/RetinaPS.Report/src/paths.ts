/** The address of a local file, for a link that a person may follow; null for what is no full path. */
export function fileUrl(path: string): string | null {
  const unc = path.startsWith('\\\\');
  const windows = unc || /^[A-Za-z]:[\\/]/.test(path);
  if (!windows && !path.startsWith('/'))
    return null;
  const parts = (windows ? path.replaceAll('\\', '/') : path).split('/').map((part, i) =>
    windows && !unc && i === 0 ? part : encodeURIComponent(part));
  return windows && !unc ? `file:///${parts.join('/')}` : unc ? `file:${parts.join('/')}` : `file://${parts.join('/')}`;
}
