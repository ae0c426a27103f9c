/// Joins consecutive anomalous bins to events and keeps those that are open.
///
/// An event starts at the first anomalous bin and ends with the first bin that was judged and is not
/// anomalous. Missing bins neither continue nor end it, until more than ``patience`` bins have passed since
/// the last anomalous one: then it ended there, and a new event starts with the next anomalous bin.
/// Memory is linear in the open events.
public struct EventAssembly: Sendable, Codable {
    /// What an outcome means for the events of its series.
    public enum Change: Hashable, Sendable {
        /// An event began with this bin.
        case opened(SeriesEvent)
        /// The open event goes on.
        case continued(SeriesEvent)
        /// The open event is over.
        case closed(SeriesEvent)
        /// The open event was over long ago, and another began with this bin.
        case replaced(closed: SeriesEvent, opened: SeriesEvent)
    }

    /// How many bins may be missing inside of an event.
    public let patience: Int
    /// Open events by series.
    public private(set) var open: [Int: SeriesEvent] = [:]
    /// The number of the last event that began.
    public private(set) var lastID = 0

    /// An assembly without events.
    public init(patience: Int = 2) { self.patience = patience }

    /// Takes the outcome of a bin in; nil where it means nothing for events.
    public mutating func add<Scalar>(
        series: Int, bin: Int, outcome: SeasonalOutcome<Scalar>
    ) -> Change? {
        let isJudged = outcome.standing != .missing
        if var event = open[series] {
            let isOver = bin - event.last > patience + 1 || (isJudged && !outcome.isAnomalous)
            if !isOver {
                guard outcome.isAnomalous else { return nil }
                event.last = max(bin, event.last)
                event.bins += 1
                event.peak = max(event.peak, outcome.level)
                open[series] = event
                return .continued(event)
            }
            event.isOpen = false
            open[series] = nil
            guard outcome.isAnomalous else { return .closed(event) }
            return .replaced(closed: event, opened: begin(series, bin, outcome.level))
        }
        return outcome.isAnomalous ? .opened(begin(series, bin, outcome.level)) : nil
    }

    /// Ends the event of a series, as when its level shift is established or the series is forgotten.
    public mutating func close(series: Int) -> SeriesEvent? {
        guard var event = open.removeValue(forKey: series) else { return nil }
        event.isOpen = false
        return event
    }

    private mutating func begin(_ series: Int, _ bin: Int, _ level: UInt8) -> SeriesEvent {
        lastID += 1
        let event = SeriesEvent(
            id: lastID, series: series, start: bin, last: bin, bins: 1, peak: level, isOpen: true)
        open[series] = event
        return event
    }
}
