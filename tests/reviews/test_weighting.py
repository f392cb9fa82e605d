import pytest

from reviews.weighting import mean, median, weighted_score, wilson_lower_bound


@pytest.mark.parametrize(
    ("positive", "total", "bound"),
    [(5, 7, 0.4725), (50, 70, 0.6408), (1, 1, 0.3784), (0, 0, 0.0), (0, 9, 0.0)],
)
def test_wilson_lower_bound(positive: int, total: int, bound: float) -> None:
    assert round(wilson_lower_bound(positive, total), 4) == bound


def test_more_votes_of_the_same_share_rank_higher() -> None:
    assert wilson_lower_bound(50, 70) > wilson_lower_bound(5, 7) > wilson_lower_bound(1, 1)


def test_weighted_score_is_drawn_to_the_prior() -> None:
    assert weighted_score(mean=9.0, votes=25, prior=6.5, minimum=25) == 7.75


def test_mean_and_median_of_a_histogram() -> None:
    histogram = [1, 0, 0, 0, 0, 0, 0, 0, 2, 1]
    assert (mean(histogram), median(histogram)) == (7.25, 9.0)
    assert (mean([0] * 10), median([0] * 10)) == (None, None)
