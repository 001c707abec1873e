/// How and where log lines are written (`contract/platform.md` §8.8).
public struct LoggingSettings: Sendable, Equatable {
    /// JSON lines; false writes coloured text.
    public var isJSON: Bool
    /// Writes a rotating file as well.
    public var writesFile: Bool
    /// Directory of `app.log`.
    public var directory: String

    init(_ reader: inout SettingsReader) {
        reader.topic = "Logging"
        isJSON = reader.boolean("LOG_JSON", default: true, "JSON lines; false writes coloured text")
        writesFile = reader.boolean("LOG_TO_FILE", default: false, "write a rotating file as well, 10 MiB, 5 backups")
        directory = reader.path("LOG_DIR", default: "/var/log/leadr", "directory of `app.log`")
    }
}
