import Foundation
import TestSupport
import Testing

/// Random sequences on many boards at the same time in one running installation, each compared with the oracle at the end.
struct ModelTrial: Sendable {
    let installation: Installation
    private let executioner: Executioner
    private let coverage = ModelCoverage()

    init(_ installation: Installation) {
        self.installation = installation
        executioner = Executioner(installation)
    }

    /// Plays all sequences, waits until everything is in force, and compares.
    func perform() async throws {
        print("model: seed \(ModelSettings.seed), \(ModelSettings.sequences) sequences, files in \(installation.folder.path)")
        let world = try await ModelWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
        let plans = (0..<UInt64(ModelSettings.sequences)).map { ModelPlan(seed: ModelSettings.seed &+ $0, players: world.players.count) }
        let started = ContinuousClock.now
        let sequences = try await plans.concurrentMap(atATime: ModelSettings.atATime) { try await play($0, world) }.compactMap { $0 }
        let played = ContinuousClock.now
        try #require(await installation.isSettled(), "queues and outbox are drained, and every change is in force")
        #expect(try await installation.fsck() == [], "the queues are sound")
        let settled = ContinuousClock.now
        _ = try await sequences.concurrentMap(atATime: ModelSettings.atATime) { await judge($0) }
        print("model: played in \(played - started), settled in \(settled - played), compared in \(.now - settled)")
        #expect(sequences.count == plans.count, "every sequence could be played")
        expectReach(plans)
    }

    private func play(_ plan: ModelPlan, _ world: ModelWorld) async throws -> ModelSequence? {
        do {
            let sequence = try await ModelSequence.create(plan, world, installation, executioner)
            try await sequence.play()
            return sequence
        } catch {
            try Task.checkCancellation()
            Issue.record("model: the sequence of seed \(plan.seed) could not be played: \(error)")
            return nil
        }
    }

    private func judge(_ sequence: ModelSequence) async {
        do {
            try await ModelVerdict(sequence, coverage).judge()
        } catch {
            Issue.record("model: the sequence of seed \(sequence.plan.seed) ended wrong: \(error)\n\(sequence.record.story)")
        }
    }

    /// That the test tried what it is there for.
    private func expectReach(_ plans: [ModelPlan]) {
        let count = executioner.count
        print("model: \(count.total) workers killed, \(count.holdingClaim) of them at work")
        guard ModelSettings.isFull else { return }
        #expect(plans.count(where: \.kills) >= 10 && count.total >= 20, "workers were killed: \(count)")
        #expect(coverage.gaps(before: 8) == [:], "windows of every size were compared at every place")
    }
}

extension Sequence where Self: Sendable, Element: Sendable {
    /// `map` with a body that waits, some elements at a time; results in the order of the elements.
    func concurrentMap<Result: Sendable>(atATime width: Int, _ body: @escaping @Sendable (Element) async throws -> Result) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            for (number, element) in enumerated() {
                if number >= width, let (place, result) = try await group.next() { results[place] = result }
                group.addTask { (number, try await body(element)) }
            }
            for try await (place, result) in group { results[place] = result }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}
