import ByteJSON
import LeadrDomain
import LeadrStore

/// The schedule as operators see it.
public struct SchedulePicture: Sendable, Equatable {
    /// The scheduler that leads; nil when none does.
    public let leader: ScheduleLeader?
    /// The tasks, by name.
    public let entries: [ScheduleEntry]

    /// A schedule.
    public init(leader: ScheduleLeader?, entries: [ScheduleEntry]) {
        self.leader = leader
        self.entries = entries
    }

    /// The schedule for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "leader": leader.map { .object(["holder": .string($0.holder), "term": .integer($0.term)]) } ?? .null,
            "data": .array(entries.map { $0.jsonDescription() }),
        ])
    }
}

extension ScheduleEntry {
    /// The task for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "task": .string(name),
            "interval_seconds": .seconds(interval),
            "offset_seconds": .seconds(offset),
            "timeout_seconds": .seconds(timeout),
            "attempts": .count(attempts),
            "alerts": .bool(alerts),
            "recorded": .bool(isRecorded),
            "missed_slots": .string(missedSlots),
            "next_slot_at": .time(nextSlotAt),
            "requested_at": .time(requestedAt),
            "last_run": lastRun?.jsonDescription() ?? .null,
        ])
    }
}

extension TaskRun {
    /// The run for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        .object([
            "id": .string(id.wire),
            "task": .string(task),
            "kind": .string(kind),
            "slot": slot.map { .integer($0) } ?? .null,
            "due_at": .time(dueAt),
            "started_at": .time(startedAt),
            "finished_at": .time(finishedAt),
            "duration_seconds": .seconds(duration),
            "outcome": .string(outcome),
            "attempts": .count(attempts),
            "error": .text(error),
            "holder": .string(holder),
            "term": .integer(term),
            "requested_by": .text(requestedBy),
        ])
    }

    /// How long it took; nil while it runs, and when it is not known because it was interrupted.
    public var duration: Duration? {
        guard outcome != "interrupted" else { return nil }
        return finishedAt.map { $0 - startedAt }
    }
}
