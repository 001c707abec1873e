import ArgumentParser
import ByteJSON
import GeoIP
import GeoIPUpdate
import LeadrDomain
import LeadrPipeline
import LeadrRuntime
import LeadrState
import NIOPosix

/// `leadrctl geoip refresh`.
struct GeoIPRefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Replaces databases that are missing, unusable or older than GEOIP_REFRESH_DAYS, and tells the workers",
        discussion: """
            With GEOIP_REFRESH_BY=scheduler this command downloads itself, into GEOIP_DATABASE_PATH. With GEOIP_REFRESH_BY=worker it asks the GeoIP \
            workers of every host to do it; see their logs. Exit code 1 when a download failed.
            """
    )

    @Flag(help: "Fetch the databases however young they are.") var force = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let context = CommandContext.load()
        try await context.withRedis { redis in
            let board = GeoNoticeBoard(redis: redis, keys: StateKeys(shards: ShardMap(count: context.settings.queue.shards)))
            switch context.settings.geoIP.refreshedBy {
            case .worker: try await ask(board)
            case .scheduler: try await download(context, board)
            }
        }
    }

    private func ask(_ board: GeoNoticeBoard) async throws {
        let workers = try await board.announce(force ? .fetch : .look)
        output.show(.object(["asked_workers": .integer(Int64(workers))])) { "\(Shown.count(workers, "GeoIP worker")) asked to look" }
        guard workers > 0 else { throw ExitCode.failure }
    }

    private func download(_ context: CommandContext, _ board: GeoNoticeBoard) async throws {
        let refresher = DatabaseRefresher(
            configuration: DatabaseRefresher.Configuration(context.settings),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: context.silentLogger
        )
        let reports = await GeoRefresh(refresher: refresher, board: board, logger: context.logger).run(isForced: force)
        output.show(.object(["databases": .array(reports.map(Self.json))])) { Self.text(reports) }
        guard reports.allSatisfy({ $0.outcome.kind == .success }) else { throw ExitCode.failure }
    }

    static func text(_ reports: [RefreshReport]) -> String {
        var table = TextTable("DATABASE", "OUTCOME", "MEANING")
        for report in reports { table.add(report.edition.rawValue, report.outcome.label, "\(report.outcome)") }
        return table.text
    }

    private static func json(_ report: RefreshReport) -> JSONValue {
        .object([
            "database": .string(report.edition.rawValue), "outcome": .string(report.outcome.label), "text": .string("\(report.outcome)"),
        ])
    }
}
