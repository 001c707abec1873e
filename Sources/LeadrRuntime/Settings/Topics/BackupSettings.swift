/// The backup command (`contract/platform.md` §8.9).
public struct BackupSettings: Sendable, Equatable {
    /// False makes the command do nothing.
    public var isEnabled: Bool
    /// Bucket of the object store.
    public var bucket: String
    /// Start of every object's key.
    public var prefix: String
    /// Address of an S3-compatible store; nil = Amazon's.
    public var endpointURL: String?
    /// Region of the store.
    public var region: String
    /// Access key id.
    public var accessKeyID: String
    /// Secret access key.
    public var secretAccessKey: Secret
    /// Days after which a backup is removed; 0 keeps all.
    public var retentionDays: Int
    /// Newest backups that stay however old they are.
    public var retentionMinimum: Int

    /// Whether there is an object store for backups.
    public var hasStore: Bool { !bucket.isEmpty }

    init(_ reader: inout SettingsReader) {
        reader.topic = "Backups"
        isEnabled = reader.boolean("BACKUP_ENABLED", default: false, "the command does nothing when false")
        bucket = reader.text("BACKUP_STORAGE_BUCKET", default: "", "bucket, required for uploads")
        prefix = reader.text("BACKUP_STORAGE_PREFIX", default: "leadr-backups", "start of every object's key")
        endpointURL = reader.optionalText("BACKUP_STORAGE_ENDPOINT_URL", "address of an S3-compatible store")
        region = reader.text("BACKUP_STORAGE_REGION", default: "", "region")
        accessKeyID = reader.text("BACKUP_STORAGE_ACCESS_KEY_ID", default: "", "access key id, required for uploads")
        secretAccessKey = reader.secret("BACKUP_STORAGE_SECRET_ACCESS_KEY", default: "", "secret access key, required for uploads")
        retentionDays = reader.integer(
            "BACKUP_RETENTION_DAYS",
            default: 0,
            in: 0...36_500,
            unit: "d",
            "age at which a backup is removed; 0 keeps all"
        )
        retentionMinimum = reader.integer(
            "BACKUP_RETENTION_MINIMUM",
            default: 7,
            in: 1...10_000,
            unit: "backups",
            "newest backups that stay however old they are"
        )
    }
}
