import LeadrRuntime

/// The ranking process.
@main
struct RankingWorker {
    static func main() async {
        await LeadrProcess.run(.rankingWorker) { try Composition.rankingWorker($0) }
    }
}
