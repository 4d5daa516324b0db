namespace Triage.Model;

/// <summary>One labelled text.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Text">As sent: no field that gives the answer away may be joined to it.</param>
/// <param name="Family">Class of the first level, or null.</param>
/// <param name="Cause">Cause within the family, or null where it is not plain.</param>
/// <param name="Second">Another family that a careful reader would accept: the row is no counter-example to it.</param>
/// <param name="Weight">What an error on this row costs against one on a row of weight 1.</param>
/// <param name="Register">Who speaks: villager, clerk, complaint, referral, consultation, judgment, question; or null.</param>
public sealed record TextRow(
    string Id, string Text, string? Family, string? Cause = null, string? Second = null, float Weight = 1, string? Register = null);
