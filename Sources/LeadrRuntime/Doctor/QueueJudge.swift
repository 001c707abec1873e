import Foundation
import JobQueue

/// Judges one queue shard at a glance.
enum QueueJudge {
    /// Age of the oldest waiting job from which on nobody seems to work on a queue.
    static let longestWait = 60.0

    static func finding(_ queue: QueueAddress, _ picture: QueueStatistics, now: Date) -> CheckFinding {
        let name = "queue.\(queue)"
        let age = picture.oldestEnqueuedAt.map { max(0, now.timeIntervalSince1970 - Double($0) / 1000) } ?? 0
        let text = "\(picture.waiting) waiting, \(picture.claimed) in work, \(picture.delayed) delayed, \(picture.dead) dead, oldest \(Int(age)) s"
        if picture.isPaused { return .warning(name, "\(text); paused, so nothing is handed out", fix: "resume it") }
        if age > longestWait {
            return .warning(
                name,
                "\(text): nobody works on it, or not fast enough",
                fix: "start workers of this kind; see their logs and /health/live"
            )
        }
        if picture.dead > 0 {
            return .warning(name, "\(text): dead letters wait for a decision", fix: "see the reasons in the logs, then retry or drop them")
        }
        return .ok(name, text)
    }
}
