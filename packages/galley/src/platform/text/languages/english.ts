import type { LanguageWords } from './profile.ts'

export const english: LanguageWords = {
  stopWords: `
    a about above after again against all almost along already also although always am among an and
    another any anybody anyone anything anyway are aren't around as at away back be because been
    before being below between both but by came can can't cannot come comes could couldn't did
    didn't do does doesn't doing don't done down during each either else enough even ever every
    everybody everyone everything few for from further gave get gets getting give given go goes
    going gone gonna good got gotta had hadn't has hasn't have haven't having he he'd he'll he's her
    here here's hers herself hey him himself his how how's however i i'd i'll i'm i've if in into is
    isn't it it'd it'll it's its itself just kind know knew known less let let's like little lot lots
    made make makes making many may maybe me mean means might mine more most much must my myself need
    never new next no nobody none nor not nothing now of off oh ok okay on once one ones only onto or
    other others ought our ours ourselves out over own people perhaps please pretty probably put quite
    rather really right said same saw say saying says see seem seems seen shall she she'd she'll she's
    should shouldn't since so some somebody someone something sometimes somewhat sort still stuff such
    sure take takes taking tell than thank thanks that that'd that'll that's the their theirs them
    themselves then there there'd there's these they they'd they'll they're they've thing things think
    this those though thought through time to together told too took toward towards two under until
    up upon us use used using very wanna want wanted wants was wasn't way ways we we'd we'll we're
    we've well went were weren't what what's whatever when where where's whether which while who
    who's whoever whole whom whose why will with within without won't would wouldn't yeah yep yes yet
    you you'd you'll you're you've your yours yourself yourselves um uh er ah hmm actually basically
    obviously literally able look looking`,
  abbreviations: `
    mr mrs ms mx dr prof sr jr st rev hon gen col capt lt sgt gov sen pres messrs mt ft
    jan feb apr jun jul aug sep sept oct nov dec tue tues thu thur thurs     vs v cf approx fig figs eq no nos nr vol vols ch chap sec pp p ed eds art pt dept univ
    e.g i.e eg ie etc inc ltd co corp bros llc a.m p.m u.s u.k u.n e.u ph.d m.sc b.sc d.c ave blvd rd`,
  fillers: `
    um, uh, umm, uhh, uhm, er, erm, ah, hmm, mm, mhm, uh-huh, you know, you know what i mean,
    i mean, sort of, kind of, kinda, sorta, like i said, as i said, basically, literally, actually,
    honestly, obviously, to be honest, if you will, and so on, or something, or something like that,
    or whatever, and stuff, and stuff like that, at the end of the day, i guess, i think, i suppose,
    i would say, i'd say, well, okay, ok, alright, right, yeah, yep, yes, so yeah, anyway, anyways,
    let me see, how do i say, what's it called, needless to say, pretty much, more or less`,
  danglingOpeners: `
    and, so, but, or, it, it's, its, that, that's, this, these, those, they, they're, them, their,
    he, he's, she, she's, him, her, then, also, because, which, who, thus, therefore, hence, however,
    otherwise, instead, yes, no, yeah, yep, okay, ok, right, well, exactly, sure, too, there, here,
    such, both, either, neither, again, anyway, plus, as such, in that case, like that, for example,
    for instance, on the other hand, in other words, what that means`,
  topicOpeners: `
    let's talk about, let's move on, let's start, let's begin, let's get into, let's dive, let's go to,
    let's look at, so let's, okay let's, now let's, let me talk about, let me start, let me explain,
    moving on, move on to, next, the next, next up, next one, last question, next question,
    another question, one more question, first question, my question, question is, first of all,
    first, second, secondly, third, thirdly, finally, lastly, another, another thing, the other thing,
    one thing, to start, to begin, to wrap up, wrapping up, to summarize, in summary, in conclusion,
    to conclude, speaking of, turning to, switching gears, as for, when it comes to, in terms of,
    talking about, what about, how about, i want to talk about, i wanted to talk about, i wanted to ask,
    i'm going to talk about, we're going to talk about, going to talk about, want to talk about,
    i'd like to talk about, we talked about, you mentioned, you talked about, i'm curious, tell us about,
    can you explain, could you explain, can you talk, can you tell us, maybe we can, maybe you can,
    what is, what are, what's, how does, how do, why is, why do, okay so, ok so, alright, all right,
    so now, now, okay, ok, great, cool, anyway, anyways, so the next, so what, so how, so why, welcome,
    hello, thank you, thanks, questions, any questions, with that, before we`,
}
