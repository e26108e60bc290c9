export {
  type Calendar,
  type Freeze,
  freezeAt,
  freezesSchema,
  isInWindow,
  nextOpening,
  type Window,
  windowsSchema,
} from "./calendar.ts";
export { openingInWords } from "./opening-in-words.ts";
