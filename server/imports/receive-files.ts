import type { Request, Response } from 'express'
import multer from 'multer'
import type { Db } from '../../db/connect.ts'
import { bytesInWords, limits } from './import.ts'
import { fileName, spoolUpload } from './spool-upload.ts'
import { deleteUpload } from './upload-queries.ts'

export type Received = { uploads: string[]; refused: string | null }

/** Reads an upload form: its files go into the database as they arrive, its fields into `req.body`. Over a limit it keeps no file and says why. */
export function receiveFiles(db: Db, most = limits.bytes, all = limits.all): <P>(req: Request<P>, res: Response) => Promise<Received> {
  return async (req, res) => {
    const options = { storage: storageIn(db, all), limits: { ...formLimits, fileSize: most }, defParamCharset: 'utf8' }
    const receive = multer(options).array('files')
    const error = await new Promise<unknown>((done) => receive(req as Request<never>, res, done))
    const refused = error instanceof Error ? refusalOf(error, most) : null
    if (error && !refused) throw error
    const files = Array.isArray(req.files) ? req.files : []
    return { uploads: refused ? [] : files.map(({ path }) => path), refused }
  }
}

const formLimits = { files: limits.files, fields: 40, fieldSize: limits.pasted, fieldNameSize: 100, parts: 700 }

// `path` is multer's name for where a file lies: here it is the id of the upload.
function storageIn(db: Db, most: number): multer.StorageEngine {
  let arrived = 0
  async function* bounded(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of stream) {
      arrived += bytes.length
      // A form is read to its end, or its sender would never hear why it is refused.
      if (arrived <= most) yield bytes
    }
    if (arrived > most) throw new TooMuch(`These files are larger than ${bytesInWords(most)} together, the most of one upload. ${inParts}`)
  }
  return {
    _handleFile: (_req, file, done) => {
      spoolUpload(db, file.originalname, bounded(file.stream)).then(({ id, bytes }) => done(null, { path: id, size: bytes }), done)
    },
    _removeFile: (_req, file, done) => {
      deleteUpload(db, file.path).then(() => done(null), done)
    },
  }
}

class TooMuch extends Error {}
const inParts = 'Choose fewer, and import the others next.'

function refusalOf(error: Error, most: number): string | null {
  if (error instanceof TooMuch) return error.message
  if (!(error instanceof multer.MulterError)) return isBroken.test(error.message) ? broken : null
  const { code, filename = '' } = error as multer.MulterError & { filename?: string }
  if (code === 'LIMIT_FILE_SIZE')
    return `“${fileName(filename)}” is larger than ${bytesInWords(most)}, the most that one file may have. Import it in parts.`
  if (code === 'LIMIT_FILE_COUNT') return `An upload holds at most ${limits.files} files. ${inParts}`
  if (code === 'LIMIT_FIELD_VALUE') return 'The pasted text is larger than 2 MB, the most that one article may have. Import it in parts.'
  return broken
}

const broken = 'This upload did not arrive whole. Choose the files again.'
// What the parser of forms throws has no name or code of its own.
const isBroken = /^(Unexpected end of|Malformed |Multipart: |Request (aborted|closed|error))/
