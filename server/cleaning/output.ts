/** Bytes as they are written, one piece behind the other. */
export type Output = { bytes: Buffer<ArrayBuffer>; size: number }

export const outputFor = (size: number): Output => ({ bytes: Buffer.allocUnsafeSlow(size), size: 0 })

export const written = ({ bytes, size }: Output): Buffer<ArrayBuffer> => bytes.subarray(0, size)

export function copyTo(output: Output, from: Uint8Array, start: number, end: number): void {
  makeRoom(output, end - start)
  output.bytes.set(from.subarray(start, end), output.size)
  output.size += end - start
}

// A code unit takes three bytes at most.
const widest = 3

export function writeTo(output: Output, text: string): void {
  makeRoom(output, widest * text.length)
  output.size += output.bytes.write(text, output.size)
}

function makeRoom(output: Output, size: number): void {
  if (output.size + size <= output.bytes.length) return
  const larger = Buffer.allocUnsafeSlow(2 * (output.size + size))
  larger.set(written(output))
  output.bytes = larger
}
