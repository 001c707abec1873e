import LeadrDomain

/// What operators read of the schedule (`docs/operations.md`).
extension Schema {
    /// The schedule.
    static let schedule = Schema.object(
        "Schedule",
        [
            SchemaField(
                "leader",
                Schema.object("ScheduleLeader", [SchemaField("holder", .string), SchemaField("term", .integer)], isClosed: true).orNull
            ),
            SchemaField("data", scheduleEntry.list),
        ],
        isClosed: true
    )

    /// A run of a scheduled task.
    static let taskRun = Schema.object(
        "TaskRun",
        [
            SchemaField("id", .id(Kinds.TaskRun.self)), SchemaField("task", .string), SchemaField("kind", .oneOf(["slot", "catch_up", "demand"])),
            SchemaField("slot", Schema.integer.orNull), SchemaField("due_at", .timestamp), SchemaField("started_at", .timestamp),
            SchemaField("finished_at", Schema.timestamp.orNull), SchemaField("duration_seconds", Schema.number.orNull),
            SchemaField("outcome", .oneOf(["running", "succeeded", "failed", "interrupted"])), SchemaField("attempts", .integer),
            SchemaField("error", Schema.string.orNull), SchemaField("holder", .string), SchemaField("term", .integer),
            SchemaField("requested_by", Schema.string.orNull),
        ],
        isClosed: true
    )

    /// A run that was asked for.
    static let requestedRun = Schema.object(
        "RequestedRun",
        [SchemaField("id", .id(Kinds.TaskRun.self)), SchemaField("task", .string), SchemaField("status", .oneOf(["requested"]))],
        isClosed: true
    )

    private static let scheduleEntry = Schema.object(
        "ScheduledTask",
        [
            SchemaField("task", .string), SchemaField("interval_seconds", .number), SchemaField("offset_seconds", .number),
            SchemaField("timeout_seconds", Schema.number.orNull), SchemaField("attempts", .integer), SchemaField("alerts", .boolean),
            SchemaField("recorded", .boolean), SchemaField("missed_slots", .oneOf(["skip", "run_once"])),
            SchemaField("next_slot_at", .timestamp), SchemaField("requested_at", Schema.timestamp.orNull),
            SchemaField("last_run", taskRun.orNull),
        ],
        isClosed: true
    )
}
