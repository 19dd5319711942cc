import { markLines } from '../../server/cleaning/clean.ts'

const before = 'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.'
const after = 'The decision will be back on the agenda in November, when the council looks at the winter timetable again.'

/** What would be cut of a line in the middle of a story, below a line that surely goes, and at its end. */
const cutOf = (lines: string[]): string[] =>
  [
    [before, ...lines, after, before],
    [before, after, 'Also Read: Port fees to rise in January', ...lines],
    [before, after, ...lines],
  ].flatMap((article) =>
    markLines(article)
      .filter(({ line, verdict }) => verdict === 'cut' && lines.includes(article[line] ?? ''))
      .map(({ line }) => article[line] ?? ''),
  )

const guarded: Record<string, string[]> = {
  'a quotation with its speaker': [
    '“Follow us on Facebook and X for more news,” the singer shouted.',
    '„Abonnieren Sie unseren Newsletter“, stand auf dem Plakat.',
    '« Suivez-nous sur Instagram et TikTok », lance le chanteur.',
    '«Подписывайтесь на наш канал в Telegram», — сказал певец.',
    '"Únete a nuestro canal de WhatsApp", decía el mensaje.',
    '«اشتركوا في قناتنا على يوتيوب»، قال المغني.',
  ],
  'what somebody is reported to say': [
    'Subscribe to our channel, he asked his followers on YouTube.',
    'Join our WhatsApp group, the mayor urged fishermen.',
    'Abonnez-vous à notre newsletter, a demandé le maire.',
    'Folgen Sie uns auf Facebook, bat der Bürgermeister.',
    'Síganos en Facebook, pidió el alcalde.',
    'Siga-nos no Instagram, pediu o prefeito.',
    'Ikuti kami di Instagram, kata wali kota.',
  ],
  'a step of instructions': [
    'Step 1: Download our app and log in with your roll number.',
    '1. Follow us on Facebook and send a message with your ticket number.',
    'Click on the link for download admit card',
    'Descarga nuestra app, inicia sesión y escribe tu contraseña.',
    'Laden Sie unsere App und geben Sie Ihr Passwort ein.',
    'Téléchargez notre application puis saisissez votre mot de passe.',
  ],
  'a helpline': [
    'If you need help, call the Samaritans free on 116 123.',
    'Contact our helpline on 0800 555 010 if you have been affected.',
    'Email us at help@samaritans.example if you feel alone, the helpline says.',
    'Contact the police tip line on 0555 010 010 with any information.',
    'Send tips to Crime Stoppers at www.crimestoppers.example.',
    'Hinweise nimmt die Polizei unter 0555 010 010 entgegen.',
    'Si necesita ayuda, llame al 024.',
    'En cas de danger, appelez le 17.',
  ],
  'a byline, a dateline, a correction, a note of the editor': [
    'By Amina Duarte',
    'Von Jonas Reel',
    'Par Amina Duarte',
    'TARN BAY, June 4 (Harbour News) -',
    'Correction: An earlier version of this article gave a wrong name for the ferry.',
    'Editor’s note: This story was updated on Tuesday with the reply of the council.',
    'Note de la rédaction : ce texte a été mis à jour mardi.',
  ],
  'an item of a list, a row of a table': [
    '1. Osei Falls 12 points',
    '- Tarn Bay 9 points',
    'Tarn Bay 2-1 Osei Falls',
    'Man of the match: J. Delta',
    'Squad: Delta, Osei, Brandt, Farrow',
    '12:40 Ferry leaves the quay',
  ],
}

describe.each(Object.entries(guarded))('%s stays', (_, lines) => {
  test.each(lines)('%s', (line) => {
    expect(cutOf([line])).toEqual([])
  })
})

test.each([
  'Lower order rules',
  'How the Bridge Was Lost',
  'WHAT HAPPENS NEXT',
  'Ein Hafen ohne Boote',
  'Le port sans bateaux',
  'Más que un puente',
])('a sub-heading with its paragraph stays: %s', (heading) => {
  const article = [before, 'Also Read: Port fees to rise in January', after, heading, before, 'Advertisement', heading, after]
  expect(markLines(article).filter(({ line }) => article[line] === heading)).toEqual([])
})
