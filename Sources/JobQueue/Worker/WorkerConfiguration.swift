/// How a worker claims, holds and gives back work.
public struct WorkerConfiguration: Sendable {
    /// Most jobs of one claim. Default 500.
    public var batchSize = 500
    /// Most batches handled at the same time. Default 2.
    public var concurrency = 2
    /// How often this queue's turn comes among the queues that share the slots of a process. Default 1.
    public var weight = 1
    /// How long a handler may take for one batch before it is cut short. Default 120 s.
    public var timeout: Duration = .seconds(120)
    /// Least time between two claims while jobs come fast, none waits behind and nobody waits for a result; zero for none. Default 20 ms.
    public var linger: Duration = .milliseconds(20)
    /// How long a claim is safe without a sign of life. Default 15 s.
    public var lease: Duration = .seconds(15)
    /// How often held claims are renewed. Default 5 s.
    public var heartbeat: Duration = .seconds(5)
    /// How often expired claims are looked for. Default 5 s.
    public var reaperInterval: Duration = .seconds(5)
    /// Longest wait on an idle queue before it is asked again; the safety net under the wake token. Default 1 s.
    public var idleWait: Duration = .seconds(1)
    /// A job that vanished workers held this often is parked. Default 5.
    public var maximumDeliveries = 5
    /// When and how often counted failures are tried again.
    public var retry = RetryPolicy()
    /// How long a stopping worker lets running batches finish before it hands them back. Default 10 s.
    public var drainTimeout: Duration = .seconds(10)

    /// The defaults.
    public init() {}
}
