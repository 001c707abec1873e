/// What ties log lines, jobs and traces of one unit of work together; follows the task and its children.
public struct CorrelationContext: Sendable, Hashable {
    /// The context of the current task.
    @TaskLocal public static var current: CorrelationContext?

    /// Id of the HTTP request the work began with.
    public var requestID: String?
    /// Id of the job being worked on.
    public var jobID: String?
    /// Position in the distributed trace.
    public var trace: TraceContext?

    /// Creates a context of the parts that are known.
    public init(requestID: String? = nil, jobID: String? = nil, trace: TraceContext? = nil) {
        self.requestID = requestID
        self.jobID = jobID
        self.trace = trace
    }
}
