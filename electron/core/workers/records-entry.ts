import { recordsWorker } from '../records/records-worker.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(recordsWorker())
