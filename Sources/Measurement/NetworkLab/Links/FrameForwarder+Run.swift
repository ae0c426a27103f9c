import Foundation

extension FrameForwarder {
    /// Forwards until the input ends: the whole of the process that `culprit lab forward` is.
    ///
    /// The first line of input is a ``ForwarderConfiguration`` of all links; further lines change
    /// qualities. `{"applied":N}` is written for each once its N links are as it says. At the end a
    /// line says for every link and direction how many frames were sent, and how many were lost:
    /// `full` to the bound on what is held back, `missed` because they came faster than they were
    /// taken, `refused` by the interface on the other side, `overtaking` counts reorderings.
    ///
    /// Blocks its thread. Needs a network namespace in which it may do everything.
    ///
    /// - Returns: the exit status: 0 at the end of input, 2 for a configuration that cannot be
    ///   used, with a sentence on `errors`, 1 when forwarding fails.
    public static func run(
        input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, errors: Int32 = STDERR_FILENO
    ) -> Int32 {
        var control = ForwarderControl(input: input, output: output)
        do {
            guard let configuration = try control.first() else { return 0 }
            var forwarder = try FrameForwarder(configuration)
            defer { forwarder.close() }
            try control.acknowledge(configuration)
            try control.applyPending(&forwarder)
            try forwarder.forward(&control)
            try control.write(forwarder.report)
            return 0
        } catch {
            let said = ForwarderControl(input: input, output: errors)
            try? said.write("culprit lab forward: \(error)\n")
            if case LabError.unsupported = error { return 2 }
            return 1
        }
    }

    /// Makes the kernel finish packets before it gives them to an interface, and join none that
    /// come: TCP segmentation, generic segmentation and receive, and checksums by the card are off.
    ///
    /// To be called in the network namespace of the interface.
    ///
    /// - Throws: `LabError.unsupported` when there is no such interface or it refuses.
    public static func disableOffloads(interface: String) throws {
        try WireInterfaces().disableOffloads(interface)
    }

    /// What happened to all frames, as a line of JSON.
    private var report: String {
        let lines = names.indices.map { index in
            let directions = directions[(2 * index)...(2 * index + 1)].map { direction in
                "{\"sent\":\(direction.sent),\"full\":\(direction.schedule.dropped),"
                    + "\"missed\":\(direction.from.missed()),\"refused\":\(direction.refused),"
                    + "\"overtaking\":\(direction.schedule.overtaking)}"
            }
            return directions.joined(separator: ",")
        }
        return "{\"frames\":[" + lines.map { "[\($0)]" }.joined(separator: ",") + "]}\n"
    }
}
