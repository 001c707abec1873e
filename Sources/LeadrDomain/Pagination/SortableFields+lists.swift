extension SortableFields {
    private static let times: [SortField] = [.createdAt, .updatedAt]

    /// Boards, for administrators and clients.
    public static let boards = SortableFields(times + [SortField("name", .text), SortField("slug", .text), SortField("short_code", .text)])
    /// Board templates.
    public static let boardTemplates = SortableFields(times + [SortField("name", .text)])
    /// Scores, for administrators and clients; rows without a value are not listed.
    public static let scores = SortableFields(
        times + [primaryValue],
        aliases: ["value": primaryValue.name],
        bareDirectionField: primaryValue.name
    )
    /// Board states, where a ratio may have no value.
    public static let boardStates = SortableFields(times + [SortField("primary_value", .number, isNullable: true)])
    /// Run entries.
    public static let runEntries = SortableFields(times + [primaryValue])
    /// Score events.
    public static let scoreEvents = SortableFields([.createdAt])
    /// Score flags.
    public static let scoreFlags = SortableFields(
        times + [
            SortField("score_event_id", .uuid), SortField("flag_type", .text), SortField("confidence", .text), SortField("status", .text),
        ]
    )
    /// Submission counters of anti-cheat.
    public static let submissionMetadata = SortableFields(
        times + [
            SortField("identity_id", .uuid), SortField("board_id", .uuid), SortField("submission_count", .integer),
            SortField("last_submission_at", .timestamp), SortField("last_score_value", .number, isNullable: true),
        ]
    )
    /// Identities.
    public static let identities = SortableFields(times + [SortField("display_name", .text, isNullable: true), SortField("kind", .text)])
    /// Sessions of identities and, under their old name, of devices.
    public static let sessions = SortableFields(times)
    /// Devices.
    public static let devices = SortableFields(times + [SortField("platform", .text, isNullable: true)])
    /// Games.
    public static let games = SortableFields(times + [SortField("name", .text), SortField("slug", .text)])
    /// API keys.
    public static let apiKeys = SortableFields(times + [SortField("name", .text)])
    /// Webhooks.
    public static let webhooks = SortableFields(times + [SortField("url", .text)])
    /// Deliveries of webhooks.
    public static let webhookDeliveries = SortableFields(times)
    /// Jam codes.
    public static let jamCodes = SortableFields(
        times + [
            SortField("code", .text), SortField("active", .boolean), SortField("current_uses", .integer),
            SortField("max_uses", .integer, isNullable: true),
        ]
    )
    /// Accounts and users, whose sort the contract does not name: by time and name.
    public static let accounts = SortableFields(times + [SortField("name", .text), SortField("slug", .text)])
    /// Users of an account.
    public static let users = SortableFields(times + [SortField("display_name", .text), SortField("email", .text)])

    private static let primaryValue = SortField("primary_value", .number)
}
