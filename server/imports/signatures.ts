/** What files begin with that are no text, and what we call them. */
const signatures: { name: string; starts: string; at?: number }[] = [
  { name: 'a PNG picture', starts: '89504e47' },
  { name: 'a JPEG picture', starts: 'ffd8ff' },
  { name: 'a GIF picture', starts: '47494638' },
  { name: 'a TIFF picture', starts: '49492a00' },
  { name: 'a TIFF picture', starts: '4d4d002a' },
  { name: 'a WebP picture', starts: '57454250', at: 8 },
  { name: 'a PDF document', starts: '255044462d' },
  { name: 'a ZIP archive or an Office document', starts: '504b0304' },
  { name: 'an empty ZIP archive', starts: '504b0506' },
  { name: 'a gzip archive', starts: '1f8b08' },
  { name: 'a bzip2 archive', starts: '425a6839' },
  { name: 'an XZ archive', starts: 'fd377a585a00' },
  { name: 'a Zstandard archive', starts: '28b52ffd' },
  { name: 'a 7-Zip archive', starts: '377abcaf271c' },
  { name: 'a RAR archive', starts: '526172211a07' },
  { name: 'an old Word or Excel document', starts: 'd0cf11e0a1b11ae1' },
  { name: 'a rich text (RTF) document', starts: '7b5c727466' },
  { name: 'a SQLite database', starts: '53514c69746520666f726d6174203300' },
  { name: 'a sound file', starts: '49443303' },
  { name: 'a sound file', starts: '49443304' },
  { name: 'a sound file', starts: '4f676753' },
  { name: 'a sound file', starts: '57415645', at: 8 },
  { name: 'a video', starts: '66747970', at: 4 },
  { name: 'a video', starts: '1a45dfa3' },
  { name: 'a program', starts: '7f454c46' },
  { name: 'a program', starts: '4d5a9000' },
  { name: 'UTF-32 text', starts: 'fffe0000' },
  { name: 'UTF-32 text', starts: '0000feff' },
]

/** The name of what these bytes look like, where that is no plain text; by the file's first bytes. */
export function looksLike(head: Buffer): string | null {
  const found = signatures.find(({ starts, at = 0 }) => head.subarray(at, at + starts.length / 2).toString('hex') === starts)
  return found?.name ?? null
}
