import Foundation
import Logging
import Synchronization

/// The loop of one task: woken by its timer or by a gain of leadership, it takes the present slot. Being one loop, it never overlaps itself.
final class TaskLoop: Sendable {
    private struct Progress {
        var cursor: SlotCursor
        /// The term in which the cursor learned of slots that others ran.
        var learnedIn: Int64?
        /// The run whose claim failed last: it may have been recorded all the same, and is asked for again by its name.
        var unanswered: SlotRun?
        /// What the history has of failures, of a task whose slots are not recorded.
        var notes = FailureNotes()
    }

    private let task: ScheduledTask
    private let context: SchedulerContext
    private let logger: Logger
    private let wakeUps = WakeUps()
    private let timer: any SchedulerTimer
    private let progress: Mutex<Progress>
    private let offered = Mutex<RunRequest?>(nil)
    private let watch: TaskProgress

    init(task: ScheduledTask, context: SchedulerContext, watch: TaskProgress) {
        self.task = task
        self.watch = watch
        self.context = context
        var logger = context.logger
        logger[metadataKey: "task"] = "\(task.name)"
        self.logger = logger
        timer = context.clock.makeTimer { [wakeUps] in wakeUps.wake() }
        progress = Mutex(
            Progress(cursor: SlotCursor(grid: task.grid, policy: task.isRecorded ? task.missedSlots : .skip, followsClock: !task.isRecorded))
        )
    }

    /// Runs the task for an operator as soon as it is not running; an offer that was not taken up is made again.
    func offer(_ request: RunRequest) {
        offered.withLock { $0 = request }
        wake()
    }

    /// Looks again whether there is a slot to run.
    func wake() {
        wakeUps.wake()
    }

    /// Runs slots until graceful shutdown or cancellation; a running slot is finished on graceful shutdown.
    func run() async {
        await wakeUps.run {
            watch.note(.busy(since: context.clock.now()))
            let delay = await turn()
            watch.note(.resting(until: delay.map { context.clock.now().advanced(by: $0) }))
            if let delay { timer.arm(after: delay) }
        }
        timer.cancel()
    }

    /// Runs the present slot if this process leads; returns the time until the next look, nil when a gain of leadership wakes the loop.
    private func turn() async -> Duration? {
        guard let term = context.leadership.current()?.term, let time = context.leadership.storeTime() else { return nil }
        do {
            if let request = takeOffer() {
                try await run(request, at: time, term: term)
            } else if let step = try await nextStep(at: time, term: term) {
                try await run(step, term: term)
            }
        } catch {
            logger.warning("a run could not be claimed", metadata: ["error": "\(error)"])
            return context.claimRetryDelay
        }
        return untilNextSlot()
    }

    /// Zero when a slot began while another one ran: it is still to be taken.
    private func untilNextSlot() -> Duration {
        guard let time = context.leadership.storeTime() else { return context.claimRetryDelay }
        let isDue = progress.withLock { $0.cursor.next(at: time) } != nil
        return isDue ? .zero : task.grid.untilNextSlot(from: time)
    }

    private func nextStep(at time: StoreTime, term: Int64) async throws -> SlotCursor.Step? {
        if task.isRecorded, progress.withLock({ $0.learnedIn }) != term {
            let latest = try await context.slots.latestSlotStart(of: task.name).map { task.grid.slot(at: $0) }
            progress.withLock { progress in
                progress.cursor.learn(latest)
                progress.learnedIn = term
            }
            warn(ofPast: latest, at: time)
        }
        return progress.withLock { $0.cursor.next(at: time) }
    }

    /// Slots that ran do not run again; whoever set the database's clock back should know that the task rests until then.
    private func warn(ofPast latest: Slot?, at time: StoreTime) {
        guard let latest, latest.number > task.grid.slot(at: time).number + 1 else { return }
        logger.error("the task rests: by the database's clock its last slot has not begun", metadata: ["slot": "\(latest.number)"])
    }

    private func takeOffer() -> RunRequest? {
        offered.withLock { offer in
            defer { offer = nil }
            return offer
        }
    }

    private func claim(_ run: SlotRun) async throws -> Bool {
        guard isRecorded(run) else { return true }
        progress.withLock { $0.unanswered = run }
        let isOurs = try await context.slots.begin(run)
        progress.withLock { $0.unanswered = nil }
        return isOurs
    }

    /// The run of a slot, or the same one as before when its claim was not answered.
    private func slotRun(_ step: SlotCursor.Step, term: Int64) -> SlotRun {
        let run = makeRun(step.isCatchUp ? .catchUp : .slot, step.slot, term: term)
        guard let former = progress.withLock({ $0.unanswered }), former.isSameSlot(as: run) else { return run }
        return former
    }

    private func isRecorded(_ run: SlotRun) -> Bool { task.isRecorded || run.kind == .demand }

    private func makeRun(_ kind: RunKind, _ slot: Slot, term: Int64, id: UUID = UUID()) -> SlotRun {
        SlotRun(
            id: id,
            kind: kind,
            task: task.name,
            slot: slot,
            due: task.grid.start(of: slot),
            lease: context.leaseName,
            term: term,
            owner: context.owner
        )
    }

    private func run(_ request: RunRequest, at time: StoreTime, term: Int64) async throws {
        let run = makeRun(.demand, task.grid.slot(at: time), term: term, id: request.id)
        do {
            guard try await claim(run) else { return }
        } catch {
            // It may be ours already, and then nobody offers it again.
            offered.withLock { $0 = $0 ?? request }
            throw error
        }
        logger.notice("running a task that an operator asked for", metadata: ["run": "\(request.id)"])
        await execute(run)
    }

    private func run(_ step: SlotCursor.Step, term: Int64) async throws {
        let run = slotRun(step, term: term)
        guard try await claim(run) else {
            // Run by another leader, or this one is deposed and about to learn of it.
            if context.leadership.current()?.term == term { progress.withLock { $0.cursor.take(step.slot) } }
            return
        }
        progress.withLock { $0.cursor.take(step.slot) }
        missed(step.missed)
        await execute(run)
    }

    private func execute(_ run: SlotRun) async {
        let started = context.clock.now()
        let execution = SlotExecution(
            task: task,
            run: run,
            leadership: context.leadership,
            clock: context.clock,
            logger: logger,
            metrics: context.metrics,
            progress: watch
        )
        let report = await execution.execute()
        let duration = started.duration(to: context.clock.now())
        context.metrics.ran(task.name, report.outcome, duration: duration)
        switch (report.outcome, run.kind) {
        case (.failed, .slot): skipPresentSlot(after: run.slot)
        case (.abandoned, .slot), (.abandoned, .catchUp): progress.withLock { $0.cursor.giveBack(run.slot) }
        case (.succeeded, _), (.failed, _), (.abandoned, .demand): break
        }
        if report.outcome == .succeeded { progress.withLock { $0.notes.succeeded() } }
        if isRecorded(run) { await record(run, report) } else { await note(run, report, duration) }
        await alert(run, report)
    }

    /// After all attempts failed the task rests until the next slot, even when its retries took it into a later one.
    private func skipPresentSlot(after failed: Slot) {
        guard let time = context.leadership.storeTime() else { return }
        let present = task.grid.slot(at: time)
        guard present > failed else { return }
        progress.withLock { $0.cursor.take(present) }
        missed(present.number - failed.number)
    }

    private func missed(_ count: Int64) {
        guard count > 0 else { return }
        context.metrics.missed(task.name, count)
        logger.warning("slots were missed", metadata: ["missed": "\(count)"])
    }

    /// Raises the alert, even when this task is being cancelled.
    private func alert(_ run: SlotRun, _ report: SlotExecution.Report) async {
        await context.uncancelled { [task, context, logger] in
            guard report.outcome == .failed, let error = report.lastError else { return }
            logger.error("scheduled task failed in every attempt", metadata: ["attempts": "\(report.attempts)", "error": "\(error)"])
            guard task.alerts, run.kind != .demand else { return }
            await context.onFailure(TaskFailure(run, attempts: report.attempts, error: error))
        }
    }

    /// Writes the failure of a run that was not claimed down, if it is worth that; tried once.
    private func note(_ run: SlotRun, _ report: SlotExecution.Report, _ duration: Duration) async {
        guard report.outcome == .failed, let text = report.lastError.map({ "\($0)" }) else { return }
        let now = context.clock.now()
        guard progress.withLock({ $0.notes.isNews(text, term: run.term, at: now) }) else { return }
        let isWritten = await context.uncancelled { [context, logger] in
            do {
                return try await context.slots.note(run, failedAfter: duration, attempts: report.attempts, error: text)
            } catch {
                logger.warning("a failure could not be recorded", metadata: ["error": "\(error)"])
                return false
            }
        }
        if isWritten { progress.withLock { $0.notes.wrote(text, term: run.term, at: now) } }
    }

    /// Tries until it succeeds, the process stops or another one leads: that one closes what is open, as interrupted. A claimed slot must not stay open.
    private func record(_ run: SlotRun, _ report: SlotExecution.Report) async {
        while await !recordOnce(run, report) {
            guard context.leadership.current()?.term == run.term else { return }
            guard (try? await context.clock.sleep(until: context.clock.now().advanced(by: context.claimRetryDelay))) != nil else { return }
        }
    }

    /// One attempt; false when it failed.
    private func recordOnce(_ run: SlotRun, _ report: SlotExecution.Report) async -> Bool {
        await context.uncancelled { [context, logger] in
            do {
                let error = report.lastError.map { "\($0)" }
                try await context.slots.finish(run, outcome: report.outcome, attempts: report.attempts, error: error)
                return true
            } catch {
                logger.error("the outcome of a slot could not be recorded", metadata: ["error": "\(error)"])
                return false
            }
        }
    }
}
