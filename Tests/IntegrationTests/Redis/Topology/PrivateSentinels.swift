import Foundation
import Redis
import TestSupport
import Testing

/// A master, a replica and some sentinels of one test.
final class PrivateSentinels {
    let master: PrivateRedis
    let replica: PrivateRedis
    private(set) var sentinels: [SentinelProcess] = []

    /// Address as a client takes it.
    var url: String { "redis+sentinel://" + sentinels.map { "127.0.0.1:\($0.port)" }.joined(separator: ",") + "/games" }

    /// Starts the servers and waits until every sentinel knows the replica and the other sentinels.
    init(sentinels count: Int) async throws {
        master = try PrivateRedis(options: ["--repl-diskless-sync-delay", "0"])
        replica = try PrivateRedis(options: ["--repl-diskless-sync-delay", "0"])
        try await replica.ask(RedisCommand("REPLICAOF", "127.0.0.1", .string("\(master.port)")))
        let isLinked = try await soon {
            try await replica.ask(RedisCommand("INFO", "replication")).string?.contains("master_link_status:up") == true
        }
        #expect(isLinked)
        for _ in 0..<count { sentinels.append(try SentinelProcess(watching: master.port, quorum: count / 2 + 1)) }
        for sentinel in sentinels {
            let isReady = try await soon {
                let info = try await sentinel.ask(RedisCommand("INFO", "sentinel")).string ?? ""
                return info.contains("status=ok") && info.contains("slaves=1,sentinels=\(count)")
            }
            #expect(isReady)
        }
    }
}

/// One sentinel.
final class SentinelProcess {
    let port: Int
    private let folder: URL
    private let process: ChildProcess

    /// - Parameter further: More lines of its configuration.
    init(watching master: Int, quorum: Int, further: [String] = []) throws {
        port = try FreePort.find()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadr-sentinel-\(port)-\(UInt32.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("sentinel.conf")
        let settings = """
            port \(port)
            bind 127.0.0.1
            dir \(folder.path)
            sentinel monitor games 127.0.0.1 \(master) \(quorum)
            sentinel down-after-milliseconds games 1000
            sentinel failover-timeout games 3000
            \(further.joined(separator: "\n"))
            """
        try Data(settings.utf8).write(to: file)
        process = try ChildProcess(TestServers.redisBinary, [file.path, "--sentinel"])
    }

    @discardableResult
    func ask(_ command: RedisCommand) async throws -> RedisValue {
        try await askServer("redis://127.0.0.1:\(port)", command)
    }

    deinit {
        process.kill()
        try? FileManager.default.removeItem(at: folder)
    }
}
