/** What only a publisher offers at the end of a story: its newsroom's mailbox, the price of reading on, the stores of its app. */

// Where only a newsroom reads the post.
export const mailbox =
  /(?<![\p{L}\p{N}.])(?:news|tips?|news-?desk|newsroom|editor|editors|editorial|desk|redaktion|redaccion|redacao|redaction|redazione|redactie|redakcja|redakcii|redaksi|toasoan|haber|ihbar|habari|mhariri|pictures|photos|stories|letters|lesermeinung|leserbriefe?|temoignages?|denuncias|segnalazioni|bandoc|hinweise|tipps|leser|reporters?|press|presse|noticias|notizie|nachrichten|actu|infos|nieuws|wiadomosci|berita|novosti|akhbar)(?:\.\w{1,20})?@/u

const period =
  'weeks?|months?|years?|mois|semaine|ans?|mes|meses|semana|ano|mes|monate?|monat|woche|wochen|jahr|mese|mesi|settimana|anno|bulan|minggu|tahun|maand|week|jaar|miesiac|tydzien|rok|месяца?|месяцев|неделю|год|ay|ayda|hafta|yil|شهر|شهريا|الشهر|اسبوع|thang|tuan|mwezi|wiki|महीने|महीना|माह|aylik|ayda|miesiecznie|mensili|mensuales|mensais|mensuels|monatlich|maandelijks|bulanan'
const sum =
  '[€$£₹₽₺₫]\\s?\\d[\\d.,]{0,9}|\\d[\\d.,]{0,9}\\s?(?:[€$£₹₽₺₫]|euros?|eur|zl|rubles|руб|рубл|tl|lira|dong|đong|đ|रुपये|جنيه|جنيهات|ريال|ريالات|درهم|دراهم|دينار|دنانير|dollars?|pesos|soles|reais|shilingi)|(?:r\\$|s/|rp\\.?|ksh\\.?|sh\\.?|rs\\.?)\\s?\\d[\\d.,]{0,9}'
// “… from $1 a week”.
export const price = new RegExp(
  `(?:${sum})[^.!?]{0,30}(?<!\\p{L})(?:${period})(?!\\p{L})|(?<!\\p{L})(?:${period})(?!\\p{L})[^.!?]{0,24}(?:${sum})`,
  'u',
)

// A publisher names all that its app is offered in.
const stores =
  /app ?store|google ?play|play ?store|\bios\b|\bandroid\b|rustore|app ?gallery|ch play|اب ستور|ابل ستور|غوغل بلاي|جوجل بلاي|गूगल प्ले|ऐप स्टोर|एप स्टोर|प्ले स्टोर/gu

export const namesStores = (call: string): boolean => new Set(call.match(stores)).size > 1
