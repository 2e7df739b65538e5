const names =
  "aaron abigail adam adrian aidan alan albert alex alexander alexandra alice alicia alison allison amanda amber amelia amy andrea andrew angela anita ann anna anne annie anthony antonio arthur ashley audrey barbara " +
  "beatrice becky ben benjamin bernard beth betty beverly bill billy bob bobby bonnie brad bradley brandon brenda brian bridget bruce bryan caleb cameron carl carla carlos carmen carol caroline carolyn casey catherine cathy " +
  "charlene charles charlie charlotte cheryl chloe chris christian christina christine christopher cindy claire clara colin connor courtney craig crystal cynthia daisy dan daniel danielle danny dave david dawn dean deborah debra " +
  "denise dennis derek diana diane donald donna dora doris dorothy doug douglas dylan edith edward elaine eleanor elena elizabeth ella ellen emily emma eric erica erin ethan eugene eva evan evelyn felix fiona florence frances " +
  "francis frank fred gabriel gary gavin geoffrey george gerald gina gloria gordon graham greg gregory hannah harold harriet harry hazel heather hector helen henry holly howard hugh ian irene isaac isabel isabella ivan jack jackie " +
  "jacob jacqueline jake james jamie jane janet janice jared jasmine jason jay jean jeff jeffrey jenna jennifer jenny jeremy jerry jesse jessica jill jim jimmy joan joanna joe joel john johnny jon jonathan jordan jose joseph " +
  "josh joshua joyce juan judith judy julia julian julie justin karen karl kate katherine kathleen kathryn kathy katie keith kelly ken kenneth kevin kim kimberly kristen kyle larry laura lauren laurie lawrence leah leo leonard " +
  "leslie liam lillian linda lisa liz logan lori louis louise lucas lucy luis luke lydia lynn mackenzie maggie marcus margaret maria marie marilyn marion marissa marjorie martha martin mary mason matt matthew maureen max megan melanie melissa " +
  "michael michelle miguel mike mildred molly monica morgan nancy natalie natasha nathan neil nicholas nick nicole nina noah nora norma norman olivia oliver oscar owen pamela patricia patrick paul paula peggy peter phil philip " +
  "phillip phoebe phyllis priya rachel ralph randy raymond rebecca rhonda richard rick ricky rita robert roberto robin roger ron ronald rosa rosemary roy russell ruth ryan sally sam samantha samuel sandra sandy sara sarah scott " +
  "sean sebastian shannon sharon shawn sheila shirley simon sofia sonia sophia sophie stacy stanley stella stephanie stephen steve steven stuart sue susan suzanne sylvia tamara tammy tanya tara taylor ted teresa terry theodore " +
  "theresa thomas tiffany tim timothy tina todd tom tommy tony tracy travis trevor tyler valerie vanessa vera veronica vicki victor victoria vincent virginia vivian walter wanda warren wayne wendy wesley william yolanda yvonne zachary zoe";

/** Frequent given names of English speakers, in lower case; those that are everyday words too (mark, will, may, grace) are left out. */
export const englishGivenNames: ReadonlySet<string> = new Set(names.split(" "));
