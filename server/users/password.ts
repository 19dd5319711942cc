import { hash, verify } from '@node-rs/argon2'

// Argon2id with 19 MiB and two passes, as the package does by default.
/** Makes what is stored of a password. */
export async function hashPassword(password: string): Promise<string> {
  return hash(composed(password))
}

/** True when this is the password. Where there is none it takes as long to say no, so that nobody learns who has an account. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? nobodys, composed(password))
  return stored !== null && matches
}

// The same letters may be typed as one or as two code points; keyboards differ.
function composed(password: string): string {
  return password.normalize('NFKC')
}

const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$/nAVzioFw54x0qrfyGsulA$LcNv5BuV4SS1tlJo7AExDRtRLR29l7PDI6KJyV9fRgU'
