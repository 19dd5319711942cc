const pause = 1_000

/** Does an act a batch at a time, for ever: at once again while a batch was full, else after a second. Stopping waits for the batch at work. */
export function keepDoing(act: (batch: number) => Promise<number>, fault: (error: unknown) => void, batch = 100): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  const next = (wait: number) => {
    timer = setTimeout(() => {
      work = act(batch)
        .catch((error) => {
          fault(error)
          return 0
        })
        .then((done) => {
          if (!stopped) next(done === batch ? 0 : pause)
        })
    }, wait)
  }
  next(pause)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await work
  }
}
