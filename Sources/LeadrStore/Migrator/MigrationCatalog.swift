/// The schema as this build knows it: the files of `Migrations`, in order.
public struct MigrationCatalog: Hashable, Sendable {
    /// Steps in ascending order of version.
    public let migrations: [Migration]

    /// Creates a catalogue; tests use their own.
    ///
    /// - Parameter migrations: Steps whose versions ascend.
    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// The files embedded in this build. SwiftPM names them after the file, less its first digit.
    public static let embedded = MigrationCatalog([
        Migration(version: 1, name: "types", bytes: PackageResources._001_types_sql),
        Migration(version: 2, name: "accounts", bytes: PackageResources._002_accounts_sql),
        Migration(version: 3, name: "games_and_boards", bytes: PackageResources._003_games_and_boards_sql),
        Migration(version: 4, name: "identities", bytes: PackageResources._004_identities_sql),
        Migration(version: 5, name: "scores", bytes: PackageResources._005_scores_sql),
        Migration(version: 6, name: "submissions", bytes: PackageResources._006_submissions_sql),
        Migration(version: 7, name: "background", bytes: PackageResources._007_background_sql),
        Migration(version: 8, name: "redis_epoch", bytes: PackageResources._008_redis_epoch_sql),
        Migration(version: 9, name: "installation", bytes: PackageResources._009_installation_sql),
        Migration(version: 10, name: "operator_actions", bytes: PackageResources._010_operator_actions_sql),
        Migration(version: 11, name: "admin_lists", bytes: PackageResources._011_admin_lists_sql),
        Migration(version: 12, name: "ranking", bytes: PackageResources._012_ranking_sql),
        Migration(version: 13, name: "verdicts", bytes: PackageResources._013_verdicts_sql),
        Migration(version: 14, name: "schedule", bytes: PackageResources._014_schedule_sql),
        Migration(version: 15, name: "usage", bytes: PackageResources._015_usage_sql),
        Migration(version: 16, name: "mail_delivery", bytes: PackageResources._016_mail_delivery_sql),
        Migration(version: 17, name: "erasure", bytes: PackageResources._017_erasure_sql),
        Migration(version: 18, name: "webhooks", bytes: PackageResources._018_webhooks_sql),
    ])
}
