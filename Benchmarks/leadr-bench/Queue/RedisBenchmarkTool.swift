import Foundation
import JobQueue

/// `redis-benchmark` with the command that the engine sends: what Redis itself can do of it.
struct RedisBenchmarkTool {
    let bench: QueueBench
    let queue: QueueAddress

    /// Calls per second.
    func rate(clients: Int, pipeline: Int) throws -> Double {
        guard let url = URL(string: bench.url), let host = url.host, let port = url.port else {
            throw BenchError("the queue benchmark needs a redis://host:port address")
        }
        let job = bench.job()
        let command = [
            "FCALL", "leadr_q2_enqueue", "1", "\(bench.prefix){s0}:limit", "0", "0", job.tenant.text,
            String(decoding: JobEnvelope.encode(job), as: UTF8.self),
        ]
        let options = [
            "redis-benchmark", "-h", host, "-p", "\(port)", "-c", "\(clients)", "-P", "\(pipeline)", "-n", "\(pipeline == 1 ? 60_000 : 400_000)",
        ]
        let tool = try ChildProcess(path: "/usr/bin/env", arguments: options + ["--csv"] + command, keepsOutput: true)
        // The last line is `"command","rate","latency"…`.
        let fields = tool.wholeOutput().split(whereSeparator: \.isNewline).last?.split(separator: "\",\"") ?? []
        guard fields.count > 1, let rate = Double(fields[1].trimmingCharacters(in: ["\""])) else {
            throw BenchError("redis-benchmark printed no rate")
        }
        return rate
    }
}
