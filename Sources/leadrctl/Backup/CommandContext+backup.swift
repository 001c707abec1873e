import AsyncHTTPClient
import Foundation
import LeadrDelivery
import LeadrRuntime
import NIOCore
import Postgres

extension CommandContext {
    /// Runs `body` with the backups of a folder, or of the store that the settings name.
    ///
    /// - Parameter folder: `--local`; nil for the store.
    func withBackups<R: Sendable>(in folder: String?, _ body: (BackupVault) async throws -> R) async throws -> R {
        if let folder { return try await body(BackupVault(DirectoryObjectStore(URL(fileURLWithPath: folder)), prefix: nil)) }
        let store = try s3Configuration()
        // A redirect would take what is in the database to whoever it names.
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.read = .seconds(60)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let result = try await body(BackupVault(S3ObjectStore(store, http: http), prefix: settings.backup.prefix))
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// What backups of this installation are of.
    var backupOrigin: BackupOrigin {
        BackupOrigin(database: settings.database.name, environment: settings.application.environment.name)
    }

    /// The programs of PostgreSQL, on the host that is no pooler.
    var postgresTools: PostgresTools {
        let database = settings.database
        return PostgresTools(
            host: database.migrationHost,
            port: database.port,
            user: database.user,
            password: database.password.exposed,
            sslMode: database.sslMode.rawValue
        )
    }

    private func s3Configuration() throws -> S3Configuration {
        let backup = settings.backup
        let required = [
            ("BACKUP_STORAGE_BUCKET", backup.bucket), ("BACKUP_STORAGE_ACCESS_KEY_ID", backup.accessKeyID),
            ("BACKUP_STORAGE_SECRET_ACCESS_KEY", backup.secretAccessKey.exposed),
        ]
        for (name, value) in required where value.isEmpty { throw BackupError.missingSetting(name) }
        return try S3Configuration(
            endpoint: backup.endpointURL,
            bucket: backup.bucket,
            region: backup.region,
            accessKeyID: backup.accessKeyID,
            secretAccessKey: backup.secretAccessKey.exposed
        )
    }
}
