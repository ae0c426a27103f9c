/// The one property that every agent understands (CAPRI thesis, B.1.1).
public enum CoreOntology {
    /// Whether a component works.
    public static let status = "http://capri.csail.mit.edu/2006/capri/core#status"
    /// It works.
    public static let ok = "OK"
    /// It does not.
    public static let fail = "FAIL"
}
