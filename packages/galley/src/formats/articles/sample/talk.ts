/** A talk of our own, for the first article that somebody makes here. Each line is a sentence or two. */
const paragraphs: readonly string[] = [
  `Good evening, and thank you for coming to the print shop.
My name is Ines Marlow, and I have set type by hand for thirty-one years.
Tonight I want to talk about the galley proof, the long strip of paper that stood between a writer and a book for four centuries.
I will show you where it comes from, how people read it, what it costs to correct one, and what we lost when it went away.`,
  `Let us start with the tray.
A galley is a shallow metal tray with three raised edges, about sixty centimetres long.
The compositor sets letters into a small stick, line by line, and slides each finished block of lines into the galley.
The fourth side is open, so that the type can be pushed out onto the stone without being lifted.
Lifting loose type is how apprentices learn about gravity.
A full galley of small type weighs as much as a suitcase, and if it falls, the work of a whole day lies on the floor.
Printers call such a heap pie, and nobody has ever enjoyed a slice.
The word itself comes from the ship, because the tray is long and flat like the galleys that were rowed across the Mediterranean.`,
  `Now to the proof.
Before anybody makes up pages, the printer ties the type in its tray, rolls ink over it, and pulls one impression on a cheap strip of paper.
That strip is the galley proof, and it has no page numbers, no headings at the top, and very wide margins.
The margins are the whole point, because they are where people write.
A proof is pulled at this moment for one simple reason: a change is still cheap.
In the tray a line can be lengthened and the lines below it pushed down by hand.
Once the type is locked into pages, a single added word can push a line onto the next page, and that page pushes the next one.
One sentence in chapter two has been known to move two hundred pages.`,
  `The next thing is reading, and reading a proof is not like reading a book.
A reader of books looks for meaning and forgives everything else.
A proofreader must see the letters, and the eye does not want to see letters.
We worked in pairs for that reason.
One person read the manuscript aloud, with every comma and every capital, and the other followed the proof with a ruler under the line.
A good pair read about ten pages an hour, and nobody was allowed to do it for more than four hours a day.
In our shop we measured it for a whole year.
A single reader found about seven errors in ten, and a pair found more than nine.
Reading backwards, sentence by sentence, found the errors that the pair had missed.
The marks in the margin are a language of their own.
A loop means take this out, a caret means put this in, and three dots under a word mean that the correction was a mistake.
The printer calls that one stet, which is Latin for let it stand.
I think every writer should own that word, because half of all changes make a text worse.`,
  `People ask me what a correction used to cost, so let us talk about money.
A compositor was paid by the thousand letters, and corrections were paid by the hour.
A wrong letter that the shop had set was the shop's own fault, and it was put right for nothing.
A change of mind was the author's, and it went on the author's bill.
Most contracts allowed the author changes worth ten per cent of the setting, and everything above that was charged.
Balzac is the famous case.
He sent a sketch to the printer, covered the proof with new sentences, and did that again up to fifteen times for one novel.
The compositors hated his work so much that they agreed to do no more than one hour of Balzac a day.
He paid for it with most of what his books earned.
The lesson is not that he was wrong, because the novels are very good.
The lesson is that the price of a change depends on how late it comes.
A change in the manuscript costs a minute, in the galley an hour, in the page a day, and in the printed book it costs a second edition.`,
  `That brings me to the people who signed.
At the foot of each galley there was a line for initials, and no type went to press before somebody had put theirs there.
The printer's reader signed first, then the author, and the foreman signed last.
A signature meant one exact thing: I have seen this state of the text, and this state may be printed.
It did not mean that the text was good, and it did not cover anything that was changed afterwards.
If a single letter was touched after the last signature, a fresh proof was pulled and everybody signed again.
Younger colleagues found that slow.
Then in nineteen eighty-eight we printed a cookbook in which a late hand had changed one teaspoon of salt into one cup.
The whole run of four thousand copies was pulped, and the argument about signatures was over.`,
  `So what happened to the galley?
Phototypesetting arrived, and then the screen, and the tray went onto the wall as decoration.
On a screen a change costs nothing, so the moment at which a text is finished disappeared.
That is a gift, and I would not go back.
But we lost three things with the tray, and each of them can be had again.
The first is the state that holds still, so that two people know they are looking at the same words.
The second is the wide margin, where a remark stands beside the text without becoming part of it.
The third is the signature, which says who has seen what.
A good tool for writers keeps all three, whatever it is made of.
It shows what changed since you last looked, it keeps suggestions apart until you accept them, and it remembers who let the text go.`,
  `Let me end with advice for the writers among you.
Print your text on paper once, with wide margins, before you believe it is finished.
Read it aloud to somebody who does not have to be polite.
Correct the facts first, then the order, and the commas last, because a comma in a sentence that you cut is wasted work.
Leave one night between the last correction and the signature.
And when you want to change a sentence for the third time, write stet in the margin and go to bed.
Thank you, and please touch everything on the tables except the type that is not tied.`,
]

const SPEAKER = 'Ines Marlow'
const WORDS_PER_SECOND = 2.4
const PAUSE_SECONDS = 1.5

export const SAMPLE_TITLE = 'What the galley proof was for'

/** The talk as WebVTT, each sentence at the time at which it is said at an easy pace. */
export function sampleTalk(): string {
  let seconds = 1
  const cues = paragraphs.flatMap((paragraph) => {
    const lines = paragraph.split('\n').map((line) => {
      const start = seconds
      seconds += line.split(' ').length / WORDS_PER_SECOND
      return `${clock(start)} --> ${clock(seconds)}\n<v ${SPEAKER}>${line}`
    })
    seconds += PAUSE_SECONDS
    return lines
  })
  return `WEBVTT\n\n${cues.join('\n\n')}\n`
}

const two = (number: number) => String(Math.floor(number)).padStart(2, '0')

function clock(seconds: number): string {
  const milliseconds = String(Math.round((seconds % 1) * 1000) % 1000).padStart(3, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${milliseconds}`
}
