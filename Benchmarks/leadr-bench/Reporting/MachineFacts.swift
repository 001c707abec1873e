import Foundation
import LeadrRuntime
import Postgres
import Redis

/// What a figure depends on and is meaningless without.
enum MachineFacts {
    /// Cores, processor, memory, load at the start.
    static func machine() -> String {
        let info = ProcessInfo.processInfo
        let model = value(after: "model name", in: "/proc/cpuinfo") ?? "unknown processor"
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first ?? "?"
        return
            "machine: \(info.activeProcessorCount) cores, \(model), \(info.physicalMemory >> 30) GiB, \(info.operatingSystemVersionString), load \(load)"
    }

    /// Versions and durability of both servers.
    static func servers(_ probe: PipelineProbe) async throws -> String {
        let info = try await probe.redis.send(RedisCommand("INFO", "server")).string ?? ""
        let version = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("redis_version:") }?.dropFirst(14) ?? "?"
        let fsync = try await probe.redis.send(RedisCommand("CONFIG", "GET", "appendfsync")).array?.last?.string ?? "?"
        var shown: [String] = []
        for name in ["server_version", "fsync", "synchronous_commit", "shared_buffers"] {
            let query = PostgresQuery("SELECT current_setting($1)", [name], operation: "setting", table: "none")
            shown.append("\(name) \(try await probe.postgres.query(query)[0].decode(0, as: String.self))")
        }
        return "servers: Redis \(version) appendfsync \(fsync); PostgreSQL \(shown.joined(separator: ", "))"
    }

    /// The settings that matter here, as the measured processes read them.
    static func settings(_ settings: LeadrSettings) -> String {
        let batches = settings.worker.batchSizes
        let loops = settings.http.eventLoopThreads.map(String.init) ?? "cores"
        return "settings: shards \(settings.queue.shards), batches \(batches.antiCheat)/\(batches.geoIP)/\(batches.ranking), "
            + "concurrency \(settings.worker.concurrency), anti-cheat \(settings.antiCheat.isEnabled), "
            + "rate limits \(settings.http.rateLimit.isEnabled), event loops \(loops), tasks on loops \(settings.http.runsTasksOnEventLoop), "
            + "durability \(settings.ingest.durability.rawValue)"
    }

    /// Build of this program; the measured ones are built the same way.
    static func build() -> String {
        #if DEBUG
        "build: debug, figures mean nothing"
        #else
        "build: release"
        #endif
    }

    private static func value(after name: String, in file: String) -> String? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    }
}

extension MachineFacts {
    /// All of it, line by line.
    static func printAll(_ probe: PipelineProbe) async throws {
        Console.line(machine())
        Console.line(build())
        Console.line(try await servers(probe))
        Console.line(settings(probe.settings))
    }
}

/// A number with one decimal.
func oneDecimal(_ value: Double) -> String {
    String(format: "%.1f", value)
}
