/** A date as feeds write it (RFC 822) in the form in which dates are read here; any other text as it is. */
export function feedDate(text: string | undefined): string | undefined {
  if (text === undefined || !/^(?:[a-z]{3},?\s+)?\d{1,2}\s+[a-z]{3}[a-z]*\s+\d{4}\s/i.test(text.trim())) return text
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? text : moment.toISOString()
}
