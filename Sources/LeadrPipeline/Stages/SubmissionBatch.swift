import JobQueue
import LeadrJobs

/// A claimed batch, decoded. A job whose payload cannot be read keeps its place and is buried with the reason.
struct SubmissionBatch {
    let jobs: [Job]
    let submissions: [Result<SubmissionJob, JobDecodingError>]

    init(_ jobs: [Job]) {
        self.jobs = jobs
        submissions = jobs.map { job in
            Result { () throws(JobDecodingError) in try SubmissionJob(decoding: job.payload) }
        }
    }

    /// The readable submissions, in the order of the batch.
    var readable: [SubmissionJob] {
        submissions.compactMap { try? $0.get() }
    }

    /// An outcome for every job of the batch: `decide` for the readable ones, burial for the rest.
    func outcomes(_ decide: (SubmissionJob) -> JobOutcome) -> [JobOutcome] {
        submissions.map { submission in
            switch submission {
            case .success(let submission): decide(submission)
            case .failure(let error): .bury(reason: "malformed payload: \(error)")
            }
        }
    }
}
