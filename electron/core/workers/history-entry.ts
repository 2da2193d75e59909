import { historyWorker } from '../history/history-worker.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(historyWorker())
