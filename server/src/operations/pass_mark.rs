//! A pass mark from judges.

use api::path;
use api::staff::Permission::{EditBanks, ReadQuestions};
use utoipa::openapi::path::HttpMethod::{Delete, Get, Post};

use super::Body::{Json, Nothing, Picture};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::{Anyone, May};

pub(super) const ALL: &[Operation] = &[
    operation(
        Get,
        path::STUDIES,
        May(ReadQuestions),
        "Studies of a bank's pass marks; no rating of a round that is open",
        Nothing,
        &[(200, "They", Json("Studies")), (404, "There is none of this id in the workshop", PROBLEM)],
    ),
    operation(
        Post,
        path::STUDIES,
        May(EditBanks),
        "Begin a study of a pass mark",
        Json("NewStudy"),
        &[
            (201, "The study", Json("Study")),
            (404, "There is none of this id in the workshop", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::STUDY,
        May(ReadQuestions),
        "A study of a pass mark; no rating of a round that is open",
        Nothing,
        &[(200, "It", Json("Study")), (404, "There is none of this id", PROBLEM)],
    ),
    operation(
        Get,
        path::STUDY_RECORD,
        May(ReadQuestions),
        "The whole record of a study, with every rating; none of a round that is open",
        Nothing,
        &[(200, "It", Json("StudyRecord")), (404, "There is none of this id", PROBLEM)],
    ),
    operation(
        Post,
        path::STUDY_ADVANCE,
        May(EditBanks),
        "Close a round of a study, or open the second",
        Json("Advance"),
        &[
            (200, "The study", Json("Study")),
            (404, "There is none of this id", PROBLEM),
            (409, "It is not so far", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::STUDY_ADOPT,
        May(EditBanks),
        "Write the pass mark of a closed study into its blueprint",
        Json("Adopt"),
        &[
            (200, "The study", Json("Study")),
            (404, "There is none of this id", PROBLEM),
            (409, "It is not closed, or the bank was changed since", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::STUDY_JUDGES,
        May(EditBanks),
        "Invite a judge",
        Json("NewJudge"),
        &[
            (201, "Their link, shown once", Json("JudgeLink")),
            (404, "There is none of this id", PROBLEM),
            (409, "The first round is over", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Delete,
        path::STUDY_JUDGE,
        May(EditBanks),
        "Take a judge's link back; what they rated stays",
        Nothing,
        &[(204, "Taken back", Nothing), (404, "There is no such judge", PROBLEM)],
    ),
    operation(
        Post,
        path::STUDY_JUDGE_LINK,
        May(EditBanks),
        "Give a judge another link; the old one opens nothing any more",
        Nothing,
        &[(201, "The link, shown once", Json("JudgeLink")), (404, "There is no such judge", PROBLEM)],
    ),
    operation(
        Post,
        path::JUDGE,
        Anyone,
        "Open a judge's link: the questions to be rated, with keys, and the judge's own ratings",
        Json("JudgeToken"),
        &[
            (200, "All that is needed", Json("JudgeView")),
            (404, "The link opens nothing, or no longer", PROBLEM),
            (409, "The questions cannot be read at the moment", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::JUDGE_SELF,
        Anyone,
        "Say, by a judge's link, who one is",
        Json("JudgeSelf"),
        &[
            (200, "All that is needed", Json("JudgeView")),
            (404, "The link opens nothing, or no longer", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::JUDGE_RATE,
        Anyone,
        "Rate a question, by a judge's link. A retry is always safe",
        Json("Rate"),
        &[
            (204, "It is on disk", Nothing),
            (404, "The link opens nothing, or no longer", PROBLEM),
            (409, "No round is open, or nobody knows who rates", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::JUDGE_FINISH,
        Anyone,
        "Say, by a judge's link, that a round is done",
        Json("JudgeToken"),
        &[
            (200, "All that is needed", Json("JudgeView")),
            (404, "The link opens nothing, or no longer", PROBLEM),
            (409, "No round is open, or not every question is rated", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::JUDGE_PICTURE,
        Anyone,
        "A picture of a question that a judge rates, by an address that the judge was given",
        Nothing,
        &[(200, "The picture", Picture), (404, "There is no such picture, or its address is no longer good", PROBLEM)],
    ),
];
