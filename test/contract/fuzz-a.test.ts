import { fuzzMembers } from './fuzz-suite.ts'

fuzzMembers(0)
